"""Bring files: what other programs kept is looked at first, then all of it comes in, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.errors import ShopError
from app.import_words import taken_back_words
from app.importing.bringing_in import import_files
from app.importing.incoming import Incoming
from app.importing.options import ImportOptions
from app.importing.report import ImportReport
from app.importing.taking_back import TakenBack, take_back_import
from app.language import tr
from app.progress import Cancelled, Progress
from app.wording import percent_text
from ui.common.buttons import button
from ui.common.dialog import Dialog
from ui.common.dropping import dropped
from ui.common.file_places import chosen, suggested
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.bring_check import CheckRoom
from ui.dialogs.bring_done import DoneRoom
from ui.dialogs.bring_list import FilesRoom

SIZE = QSize(980, 680)
FILES, CHECK, DONE = range(3)


class BringFilesDialog(Dialog):
    """Three rooms: the files and how they are read, what would become of everything, what came in."""

    _went_on = Signal(str, int, int)

    def __init__(self, desk: Desk, paths: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Bring your files"), tr("Look what comes in"), parent)
        self._progress: Progress | None = None
        # What the files were when all was looked at.
        self._digests: Mapping[Path, str] = {}
        self.files_room = FilesRoom(desk)
        self.check_room = CheckRoom(desk)
        self.done_room = DoneRoom()
        self.rooms = QStackedWidget()
        self.back = button(tr("Back"))
        self._arrange()
        self._connect()
        self.setAcceptDrops(True)
        self.resize(SIZE)
        self._enter(FILES)
        self.take(paths)

    def _arrange(self) -> None:
        for room in (self.files_room, self.check_room, self.done_room):
            self.rooms.addWidget(room)
        self.body.addWidget(self.rooms, stretch=1)
        self.cancel.setText(tr("Close"))
        self.footer.insertWidget(self.footer.count() - 2, self.back)

    def _connect(self) -> None:
        self.files_room.choose.clicked.connect(self.choose_files)
        self.files_room.changed.connect(self._show_act)
        self.check_room.changed.connect(self._show_act)
        self.back.clicked.connect(lambda: self._enter(FILES))
        self.done_room.more.clicked.connect(self._begin_anew)
        self.done_room.mended.clicked.connect(self._bring_mended)
        self.done_room.undo.clicked.connect(self.take_back)
        self.done_room.queue.clicked.connect(self._show_queue)
        self._went_on.connect(self._show_progress)

    # what is chosen

    def choose_files(self) -> None:
        """Ask for one or several."""
        kinds_of_file, all_files = tr("Tables"), tr("All files")
        pattern = f"{kinds_of_file} (*.csv *.csv.gz *.tsv *.txt *.xlsx);;{all_files} (*)"
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Bring files"), suggested(), pattern)
        if paths:
            chosen(paths[0])
            self.take(paths)

    def take(self, paths: Sequence[str]) -> None:
        """Offer these beside those that are there."""
        self.files_room.add([Path(path) for path in paths])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event) and self.rooms.currentIndex() == FILES:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(dropped(event))
        event.acceptProposedAction()

    # from room to room

    def _enter(self, room: int) -> None:
        self.error.clear()
        self.rooms.setCurrentIndex(room)
        self.back.setVisible(room == CHECK)
        self.cancel.setVisible(room != DONE)
        self.hint.setText("")
        self._show_act()
        if room != FILES:
            # It was there when the work began, and a button that rests hands it on.
            self.ok.setFocus()

    def _show_act(self) -> None:
        room = self.rooms.currentIndex()
        if room == FILES:
            self.set_act(tr("Look what comes in"))
            self.hint.setText(self.files_room.next_step)
        elif room == CHECK:
            self.set_act(tr("Bring in"))
            self.hint.setText(self.check_room.next_step)
        else:
            self.set_act(tr("Close"))

    def submit(self) -> None:
        room = self.rooms.currentIndex()
        if room == DONE:
            self.finish(self.outcome)
            return
        if room == FILES:
            self.files_room.check()
        else:
            self.check_room.check()
        if room == FILES:
            self._digests = {}
        self._run(self._options(dry_run=room == FILES))

    def _options(self, *, dry_run: bool) -> ImportOptions:
        return self.files_room.options(dry_run=dry_run, skip_bad_rows=self.check_room.skips)

    # what is done

    def _run(self, options: ImportOptions) -> None:
        self._progress = progress = Progress(self._went_on.emit)
        incoming = self.files_room.incoming()
        files = [replace(each, digest=self._digests.get(each.path, "")) for each in incoming]
        work = _work(self.desk.jobs.shop, files, options, progress)
        self._set_running(running=True)
        self.desk.jobs.carry_out(work, self._show_report, self._show_refused)

    def _set_running(self, *, running: bool) -> None:
        self.rooms.setEnabled(not running)
        self.back.setEnabled(not running)
        self.ok.setEnabled(not running)
        self.cancel.setText(tr("Stop") if running else tr("Close"))
        self.hint.setText("")

    def _show_progress(self, stage: str, done: int, total: int) -> None:
        if self._progress is not None:
            share = percent_text(Decimal(done * 100 // total) / 100) if total else ""
            self.hint.setText(f"{stage}  {share}".strip())

    def _show_report(self, report: ImportReport) -> None:
        self._progress = None
        self._set_running(running=False)
        if report.dry_run:
            self._digests = report.digests
            self.check_room.show_report(report)
            self._enter(CHECK)
            return
        self.outcome = report
        self.done_room.show_report(report)
        self._enter(DONE)
        undo = Undo(tr("bringing in {file}", file=report.file), take_back_import, (report.stored.run,))
        self.desk.done(" ".join(report.sentences()[:1]), undo)

    def _show_refused(self, error: ShopError) -> None:
        self._progress = None
        self._set_running(running=False)
        self._show_act()
        self.show_error(error)

    def cause_of(self, error: ShopError) -> QWidget | None:
        return None if isinstance(error, Cancelled) else self.rooms

    def take_back(self) -> None:
        """Undo what just came in."""
        report: ImportReport = self.outcome
        self._set_running(running=True)
        self.desk.jobs.write(
            take_back_import, report.stored.run, done=self._show_taken_back, failed=self._show_refused
        )

    def _show_taken_back(self, taken: TakenBack) -> None:
        self._set_running(running=False)
        self.outcome = None
        self.done_room.show_taken_back(taken)
        self.desk.done(taken_back_words(taken.files))
        self._show_act()

    def _show_queue(self) -> None:
        self.finish(self.outcome)
        self.desk.go("backorders")

    def _begin_anew(self) -> None:
        self.files_room.clear()
        self._enter(FILES)

    def _bring_mended(self) -> None:
        """The rows that were set aside, once they are mended."""
        report: ImportReport = self.outcome
        self.files_room.clear()
        self._enter(FILES)
        self.take([str(path) for path in report.rejected_paths])

    def entered(self) -> list[str]:
        # A file is soon chosen again.
        return [] if self.rooms.currentIndex() == DONE else self.files_room.entered()

    def leave(self) -> None:
        """Stop what is going on; else close."""
        if self._progress is not None:
            self._progress.cancel()
        else:
            super().leave()


def _work(
    shop: Any, files: Sequence[Incoming], options: ImportOptions, progress: Progress
) -> Callable[[], ImportReport]:
    return lambda: import_files(shop, files, options, progress)


def ask(parent: QWidget | None, desk: Desk, paths: Sequence[str] = ()) -> ImportReport | None:
    """Bring in files, as often as wanted; the last report, or None where nothing came in and stayed."""
    dialog = BringFilesDialog(desk, paths, parent)
    dialog.ask()
    outcome: ImportReport | None = dialog.outcome
    return outcome
