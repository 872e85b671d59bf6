"""Who may come in, where a front door asks: tokens, signatures, functions that decide."""
