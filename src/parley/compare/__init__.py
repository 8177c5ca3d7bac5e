"""Stage 3: the Positions of an encounter become Points, Divergences, Absences, FollowUps and Commitments."""
