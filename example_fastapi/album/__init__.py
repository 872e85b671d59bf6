"""A picture album: upload pictures, look at them, give them captions."""
