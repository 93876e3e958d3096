"""Why, in words: reasons, answers to every kind of question, and what looks wrong with a story."""
