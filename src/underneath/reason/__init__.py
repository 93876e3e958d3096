"""From a model to beliefs and policies: one algorithm a file; knows nothing of stories told or of files."""
