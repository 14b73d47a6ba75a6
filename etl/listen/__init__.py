"""Live readings: messages of an MQTT broker -> the live store (SQLite) -> files of whole days that a build takes in."""
