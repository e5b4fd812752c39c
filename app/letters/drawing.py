"""A plan becomes a letter to draw, the body of a mail, and what is recorded of it."""

from app.actions.sending import LetterDraft
from app.documents.blocks import Form, Signature, Table, Text
from app.documents.layouts import LAYOUTS, Layout, territory_for
from app.documents.letter import Block, Letter, letter_pdf
from app.documents.voucher import coupon_of
from app.language import speaking, tr
from app.letters.plans import Grid, LetterPlan, PageLink, Section
from app.voucher_words import worth_text
from db.stored import day_of
from db.terms import NoticeChannel, NoticeKind


def letter_of(plan: LetterPlan, *, copy: bool = False) -> Letter:
    """To be drawn on `layout_of(plan)`."""
    blocks: list[Block] = []
    for place, section in enumerate(plan.sections):
        if len(plan.sections) > 1:
            blocks.append(Text(section.title, strong=True, indented=False))
        blocks += [_block(part) for part in section.parts]
        if place == 0 and plan.added:
            blocks.append(Text(plan.added))
    blocks += _coupons(plan)
    blocks.append(Signature(plan.signature, closing=plan.closing))
    if plan.reply is not None:
        reply = plan.reply
        blocks.append(Form(reply.title, reply.options, plan.code, _scanned(plan), reply.note, reply.hands))
    return Letter(
        language=plan.language,
        sender=plan.sender,
        recipient=plan.address,
        place_date=plan.day,
        subject=plan.subject,
        blocks=tuple(blocks),
        salutation=plan.salutation,
        references=plan.references,
        copy=copy,
        country=plan.country,
    )


def _scanned(plan: LetterPlan) -> str:
    """The customer's phone opens the order's page; the shop's scanner finds the code behind its address."""
    return f"{plan.pages[0].address}#{plan.code}" if plan.pages else plan.code


def _coupons(plan: LetterPlan) -> list[Block]:
    """What a letter gives by itself; where it tells of a delay its words and code are enough."""
    if plan.kind != NoticeKind.VOUCHER:
        return []
    given = {each.code: each for each in plan.promised if each.code and each.voucher_id is None}
    with speaking(plan.language, territory_for(plan.country, plan.layout)):
        return [
            coupon_of(
                plan.sender.name,
                each.code,
                worth_text(each.unit, each.amount, each.currency),
                day_of(each.until),
            )
            for each in given.values()
        ]


def layout_of(plan: LetterPlan) -> Layout:
    """The paper it is made for, moved as the printer needs it."""
    return LAYOUTS[plan.layout].shifted(*plan.shift)


def pdf_of(plan: LetterPlan) -> bytes:
    """As it prints."""
    return letter_pdf(letter_of(plan), layout_of(plan))


def mail_text(plan: LetterPlan) -> str:
    """The same in plain text, tables as lists."""
    with speaking(plan.language):
        parts = [plan.salutation]
        for place, section in enumerate(plan.sections):
            parts += _section_text(section, titled=len(plan.sections) > 1)
            if place == 0 and plan.added:
                parts.append(plan.added)
        if plan.reply is not None:
            options = "\n".join(f"[ ] {option}" for option in plan.reply.options)
            parts.append(f"{plan.reply.title} ({plan.code})\n{options}")
        parts.append("\n".join(_page_text(page) for page in plan.pages))
        parts.append("\n".join((*plan.closing, *plan.signature)))
        parts.append("\n".join((*plan.sender.lines, *plan.sender.contact)))
        return "\n\n".join(part for part in parts if part.strip()) + "\n"


def draft_of(plan: LetterPlan, pdf: bytes, channel: str, *, automatic: bool = False) -> LetterDraft:
    """What is recorded as it goes out."""
    return LetterDraft(
        kind=plan.kind,
        code=plan.code,
        pdf=pdf,
        notice_ids=plan.notice_ids,
        purchase_line_ids=plan.purchase_line_ids,
        fingerprint=plan.fingerprint,
        customer_id=plan.customer_id,
        supplier_id=plan.supplier_id,
        channel=channel,
        language=plan.language,
        subject=plan.subject,
        text=mail_text(plan),
        address="\n".join(plan.address),
        email=plan.email if channel == NoticeChannel.MAIL else "",
        promised=plan.promised,
        automatic=automatic,
        pages=tuple((page.order_id, page.token) for page in plan.pages),
    )


def _page_text(page: PageLink) -> str:
    return tr("How order {order} stands: {address}", order=page.number, address=page.address)


def _block(part: str | Grid) -> Block:
    return Text(part) if isinstance(part, str) else Table(part.columns, part.rows, part.sums)


def _section_text(section: Section, *, titled: bool) -> list[str]:
    title = [section.title.upper()] if titled else []
    return title + [part if isinstance(part, str) else _grid_text(part) for part in section.parts]


def _grid_text(grid: Grid) -> str:
    """A row an item: what it is, then the rest by name."""
    lines = []
    for row in grid.rows:
        cells = [" · ".join(cell.splitlines()) for cell in row]
        told = [
            tr("{title}: {text}", title=title, text=cell)
            for (title, _, _), cell in zip(grid.columns, cells, strict=True)
            if cell
        ]
        lines.append(f"- {'; '.join(told)}")
    lines += [" ".join(cell for cell in row if cell) for row in grid.sums]
    return "\n".join(lines)
