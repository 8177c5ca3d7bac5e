"""Stage 7: a Result becomes something to read or to hand on."""
