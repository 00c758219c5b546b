"""Asks Gemini to explain a file: what is sent, how it is asked, what becomes of the answer. Its values are `model.narrative`'s."""
