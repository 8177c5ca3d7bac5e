"""Stage 6: is the ceasefire nearer: the stage reached, the conditions still open, and the answer with its reasons."""
