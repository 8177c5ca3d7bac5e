"""Stage 1: files become Documents with immutable text, a hash, a language and zones."""
