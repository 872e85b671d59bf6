"""Both examples in one sandbox, put there by the real command line and used from outside."""
