"""Encounter folders, as a user would make them; their texts are paraphrases written for this purpose."""
