"""What lift costs, beside its peers. Not in the wheel."""
