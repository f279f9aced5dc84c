"""Case timelines: published case histories, read whole or refused whole, and played through the services."""
