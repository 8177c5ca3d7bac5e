"""Stage 2: Documents become Positions: who says, through whom, does what, on which issue, in which words."""
