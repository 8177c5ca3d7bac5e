"""Is the ceasefire nearer, on one page: as text, as JSON, as a section of the brief, with a chart of convergence."""

from parley.report.outlook.chart import draw_distances
from parley.report.outlook.page import tell_outlook
from parley.report.outlook.record import draw_reliability, tell_backtest, tell_record
from parley.report.outlook.section import render_section

__all__ = ["draw_distances", "draw_reliability", "render_section", "tell_backtest", "tell_outlook", "tell_record"]
