"""What incidents say under each reading, shown as text, as JSON and as a picture."""

from parley.report.monitoring.json import render_json
from parley.report.monitoring.picture import draw_finding, draw_report
from parley.report.monitoring.text import render_text

__all__ = ["draw_finding", "draw_report", "render_json", "render_text"]
