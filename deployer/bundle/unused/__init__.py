"""Find the packages that the application does not reach, and leave them out where that is asked."""
