"""Keep execution environments warm. Standard library only."""
