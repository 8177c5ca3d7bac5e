"""Tables of other people's making: their encoding, delimiter, columns in any order, days in any order, counts."""
