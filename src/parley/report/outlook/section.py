"""The outlook of a process as a section of the brief: the parts of the page, and the charts."""

from jinja2 import Environment
from markupsafe import Markup

from parley.report.monitoring.picture import draw_finding
from parley.report.outlook.chart import draw_distances
from parley.report.outlook.page import list_parts
from parley.vocabulary import ProcessOutlook

# The charts are made by this package, which escapes what it writes into them; all else is escaped here.
_TEMPLATE = """<section id="process" aria-labelledby="process-h"><h2 id="process-h">Outlook of the process</h2>
{% for part in parts %}<h3>{{ part.title }}</h3>
<ul class="list">{% for line in part.lines %}<li>{{ line }}</li>{% endfor %}</ul>
{% endfor %}{% for picture in pictures %}<figure>{{ picture }}</figure>
{% endfor %}</section>"""


def render_section(outlook: ProcessOutlook | None) -> Markup:
    """Return the section as HTML, empty where no outlook of the process was asked for."""
    if outlook is None:
        return Markup("")
    pictures = [draw_distances(outlook.distances)] if outlook.distances else []
    if outlook.monitoring is not None:
        pictures += [draw_finding(finding) for finding in outlook.monitoring.findings]
    template = Environment(autoescape=True).from_string(_TEMPLATE)
    return Markup(template.render(parts=list_parts(outlook), pictures=[Markup(one) for one in pictures]))
