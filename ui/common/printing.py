"""Letters on the system's printers: the dialog that chooses one, and pages drawn as finely as it prints."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.documents.rendering import PageImage, page_image, page_sizes
from app.errors import ShopError
from app.language import tr

POINTS = 72
FINEST = 600
"""Dots an inch: finer ones are seen by nobody and take time and memory by their square."""


def choose_printer(parent: QWidget, title: str) -> QPrinter | None:
    """The printer that the owner chose in the system's dialog, None for none."""
    if not QPrinterInfo.availablePrinterNames():
        raise ShopError(
            tr("No printer is set up on this computer."),
            tr("Set one up in the system's settings, or save the letters as PDF."),
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    try:
        return printer if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


def print_pdfs(printer: QPrinter, pdfs: Sequence[bytes], at: Callable[[int], None]) -> None:
    """One job; each PDF begins on a sheet of its own. Any thread may print."""
    printer.setFullPage(True)
    printer.setResolution(min(printer.resolution(), FINEST))
    with QPainter() as painter:
        try:
            for number, pdf in enumerate(pdfs):
                at(number)
                _print(printer, painter, pdf)
        except BaseException:
            printer.abort()
            raise
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise _failed(printer)


def qimage(page: PageImage) -> QImage:
    """A page's picture, with dots of its own."""
    return QImage(page.dots, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()


def _print(printer: QPrinter, painter: QPainter, pdf: bytes) -> None:
    scale = printer.resolution() / POINTS
    sizes = page_sizes(pdf)
    for number, (width, height) in enumerate(sizes):
        _next_page(printer, painter, QSizeF(width, height))
        picture = qimage(page_image(pdf, number, scale))
        painter.drawImage(QRectF(0, 0, width * scale, height * scale), picture)
    is_two_sided = printer.duplex() not in (QPrinter.DuplexMode.DuplexNone,)
    if is_two_sided and len(sizes) % 2:
        _next_page(printer, painter, QSizeF(*sizes[-1]))


def _next_page(printer: QPrinter, painter: QPainter, size: QSizeF) -> None:
    match = QPageSize.SizeMatchPolicy.FuzzyMatch
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", match))
    if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
        raise _failed(printer)


def _failed(printer: QPrinter) -> ShopError:
    name = printer.printerName() or printer.outputFileName()
    return ShopError(
        tr("“{printer}” does not print.", printer=name),
        tr("See that it is on and has paper, or choose another. What it was given last is not recorded."),
    )
