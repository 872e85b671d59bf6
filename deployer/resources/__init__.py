"""What a deployment consists of, as frozen values with ``Ref`` for what is not known yet."""
