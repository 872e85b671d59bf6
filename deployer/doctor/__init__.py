"""`lift doctor`: what the bundle and a cold start cost, why, and what would make them cheaper."""
