"""What a deployment consists of, as frozen values."""
