"""What the engine shows, as text: pure, styled for a terminal; ``Ui`` prints it."""
