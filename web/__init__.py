"""What is served that is not a Dash page: API, health, first paint, headers."""
