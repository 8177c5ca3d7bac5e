"""Positions of several readers over the same texts → how far they agree, and where to look."""

from parley.agreement.alpha import interval, krippendorff_alpha, nominal
from parley.agreement.measuring import Agreement, Disagreement, Share, measure_agreement

__all__ = [
    "Agreement",
    "Disagreement",
    "Share",
    "interval",
    "krippendorff_alpha",
    "measure_agreement",
    "nominal",
]
