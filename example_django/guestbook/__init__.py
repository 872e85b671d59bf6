"""A guest book: anyone may read and sign it, staff may remove entries."""
