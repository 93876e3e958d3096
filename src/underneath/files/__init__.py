"""The story format: reading with line and column, writing, JSON Schema."""
