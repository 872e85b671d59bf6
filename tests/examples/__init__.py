"""The examples on their own, without lift: what runs here has to run on Lambda unchanged."""
