"""What AWS's front doors do: an HTTP request -> the event, an answer -> the HTTP response."""
