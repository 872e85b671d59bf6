"""What goes up: the code zip and the dependency layer, built for the target."""
