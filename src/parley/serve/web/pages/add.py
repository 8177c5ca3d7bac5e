"""Adding: files, pasted texts or a zip become a draft; its form shows what was detected; reading goes on behind."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData, UploadFile

from parley.errors import InputError, ParleyError
from parley.registry import language_names
from parley.serve.web import links
from parley.serve.web.background import RUNNING, Progress, State
from parley.serve.web.drafts import Draft, change_draft_note, read_draft_note
from parley.serve.web.encounter_form import detect_all, extend_known, proposed_form, write_encounter_file
from parley.serve.web.identity import Role
from parley.serve.web.pages.page import ForReviewers, NotAllowedError, NotFoundError, Page, SentForm, text_of
from parley.vocabulary import SourceKind

router = APIRouter(include_in_schema=False)
_PASTED = 8


@router.get("/add")
def show(encounter: str = "", page: Page = ForReviewers) -> Response:
    """Show the ways to add sources."""
    return page.render("add.html.j2", section="add", encounter=encounter, readings=show_readings(page), fault=None)


@router.post("/add")
def send(page: Page = ForReviewers, form: FormData = SentForm) -> Response:
    """Take files, a zip or pasted texts into a new draft, and lead to its form."""
    drafts = page.workbench.drafts
    draft = drafts.begin(page.actor.name)
    try:
        _take(page, draft, form)
    except InputError as fault:
        drafts.discard(draft.id)
        return page.render(
            "add.html.j2",
            status=400,
            section="add",
            encounter=text_of(form, "encounter", 200),
            readings=show_readings(page),
            fault=fault,
        )
    encounter = text_of(form, "encounter", 200)
    return page.go(f"/add/{draft.id}", **({"encounter": encounter} if encounter else {}))


def _take(page: Page, draft: Draft, form: FormData) -> None:
    """Put what was sent into a draft.

    Raises:
        InputError: nothing was sent, or some of it is refused.
    """
    drafts = page.workbench.drafts
    for sent in form.getlist("files"):
        if isinstance(sent, UploadFile) and sent.filename:
            drafts.take_file(draft, sent.filename, sent.file)
    for number in range(1, _PASTED + 1):
        text = form.get(f"text{number}")
        if isinstance(text, str) and text.strip():
            drafts.take_text(draft, text_of(form, f"name{number}", 80) or f"pasted-{number}", text)
    if not draft.sources:
        raise InputError("nothing was sent", where="files", remedy="choose files, or paste a text")


@router.get("/add/{draft_id}")
def check(draft_id: str, encounter: str = "", page: Page = ForReviewers) -> Response:
    """Show what was detected, before anything is stored."""
    draft = _draft(page, draft_id)
    return _form_page(page, draft, encounter=encounter)


@router.post("/add/{draft_id}")
def store(draft_id: str, page: Page = ForReviewers, form: FormData = SentForm) -> Response:
    """Take the form; where it is right, begin to read."""
    draft = _draft(page, draft_id)
    filled = _filled(draft, form)
    try:
        if filled["encounter"]:
            extend_known(draft, filled["encounter"], filled)
        else:
            taken = {one.id for process in page.workbench.desk.processes() for one in process.encounters}
            write_encounter_file(draft, filled, taken)
    except ParleyError as fault:
        return _form_page(page, draft, filled=filled, fault=fault)
    change_draft_note(draft, process=filled["process"])
    page.workbench.readings.start(draft, by=page.actor.name, process=filled["process"])
    return page.go(f"/reading/{draft.id}")


@router.post("/add/{draft_id}/discard")
def discard(draft_id: str, page: Page = ForReviewers, _form: FormData = SentForm) -> Response:
    """Throw a draft away."""
    draft = _draft(page, draft_id)
    page.workbench.readings.cancel(draft)
    page.workbench.drafts.discard(draft.id)
    return page.go("/add")


@router.get("/reading/{draft_id}")
def watch(draft_id: str, request: Request, page: Page = ForReviewers) -> Response:
    """Show how far a reading has come; the page asks again by itself, with or without a script."""
    draft = _draft(page, draft_id)
    progress = page.workbench.readings.progress(draft)
    if progress is None:
        return page.go(f"/add/{draft.id}")
    view: dict[str, Any] = {"reading": _tell(page, draft, progress), "draft": draft.id}
    if request.headers.get("hx-request"):
        answer = HTMLResponse(page.markup("reading_state.html.j2", **view))
        if progress.state is State.STORED:
            answer.headers["hx-redirect"] = view["reading"]["target"]
        return answer
    if progress.state is State.STORED:
        return page.go(view["reading"]["target"])
    return page.render("reading.html.j2", section="add", **view)


@router.post("/reading/{draft_id}/cancel")
def cancel(draft_id: str, page: Page = ForReviewers, _form: FormData = SentForm) -> Response:
    """Stop a reading."""
    draft = _draft(page, draft_id)
    page.workbench.readings.cancel(draft)
    return page.go(f"/reading/{draft.id}")


@router.post("/reading/{draft_id}/again")
def again(draft_id: str, page: Page = ForReviewers, _form: FormData = SentForm) -> Response:
    """Begin a reading again that was stopped or failed."""
    draft = _draft(page, draft_id)
    told = read_draft_note(draft)
    if told.get("encounter_id"):
        page.workbench.readings.start(draft, by=page.actor.name, process=told.get("process", ""))
    return page.go(f"/reading/{draft.id}")


def _draft(page: Page, draft_id: str) -> Draft:
    """Return a draft; only its maker and owners see it."""
    try:
        draft = page.workbench.drafts.find(draft_id)
    except InputError as error:
        raise NotFoundError from error
    if draft.by != page.actor.name and not page.may(Role.OWNER):
        raise NotAllowedError(Role.OWNER)
    return draft


def show_readings(page: Page, *, only_open: bool = False) -> list[dict[str, str]]:
    """Return the drafts that this user may see and that are not in the ledger yet, with how far each has come."""
    shown = []
    for draft in page.workbench.drafts.all():
        if not page.may(Role.REVIEWER) or (draft.by != page.actor.name and not page.may(Role.OWNER)):
            continue
        progress = page.workbench.readings.progress(draft)
        if progress is not None and progress.state is State.STORED:
            continue
        if only_open and (progress is None or progress.state not in RUNNING):
            continue
        state = progress.state.value if progress else "draft"
        names = ", ".join(path.name for path in draft.sources[:3])
        link = f"/reading/{draft.id}" if progress else f"/add/{draft.id}"
        shown.append({"link": link, "title": names or draft.id, "state": page.w.t(f"reading.{state}")})
    return shown


def _tell(page: Page, draft: Draft, progress: Progress) -> dict[str, Any]:
    return {
        "state": progress.state.value,
        "state_word": page.w.t(f"reading.{progress.state}"),
        "done": progress.done,
        "total": progress.total or len(draft.sources),
        "source": progress.source,
        "message": progress.message,
        "remedy": progress.remedy,
        "running": progress.is_running,
        "target": links.encounter_link(progress.encounter) if progress.encounter else "/",
    }


def _form_page(
    page: Page, draft: Draft, *, encounter: str = "", filled: dict[str, Any] | None = None, fault: Any = None
) -> Response:
    detected = detect_all(draft)
    by_file = {one.file: one for one in detected}
    try:
        proposed = proposed_form(draft, detected)
    except ParleyError as error:
        fault = fault or error
        proposed = proposed_form(Draft(draft.id, draft.folder.parent / "none", draft.by, draft.made_at), detected)
    desk = page.workbench.desk
    values = filled or {**proposed, "process": "", "encounter": encounter}
    sources = []
    for file, one in (values["sources"] or by_file).items():
        told = one if isinstance(one, dict) else _fields(one)
        sources.append({"file": file, **told, "detected": by_file.get(file)})
    return page.render(
        "check.html.j2",
        status=400 if fault else 200,
        section="add",
        draft=draft.id,
        values=values,
        sources=sources,
        fault=fault,
        kinds=[kind.value for kind in SourceKind],
        known_languages=list(language_names()),
        processes=[{"id": process.id, "title": process.title} for process in desk.processes()],
        encounters=[
            {"id": one.id, "title": one.title, "days": page.w.days(*one.held_on)}
            for process in desk.processes()
            for one in process.encounters
        ],
    )


def _fields(one: Any) -> dict[str, str]:
    return {
        "publisher": one.publisher or ("" if one.file.startswith("pasted-") else one.file.rpartition(".")[0]),
        "kind": one.kind,
        "language": one.language,
        "published_on": one.published_on.isoformat() if one.published_on else "",
        "speaks_for": one.speaks_for,
        "url": "",
    }


def _filled(draft: Draft, form: FormData) -> dict[str, Any]:
    names = ("title", "first", "last", "channel", "place", "parties", "concerned", "previous", "process", "encounter")
    filled: dict[str, Any] = {name: text_of(form, name, 1000) for name in names}
    filled["sources"] = {}
    for number, path in enumerate(draft.sources):
        if text_of(form, f"drop{number}"):
            continue
        fields = ("publisher", "kind", "language", "published_on", "speaks_for", "url")
        filled["sources"][path.name] = {name: text_of(form, f"{name}{number}", 1000) for name in fields}
    return filled
