"""The command line as a scheduled job sees it: exit status, standard output, standard error."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import main
from app.command_line import FORMATS, KINDS, LISTS
from app.exporting import export_keys
from app.file_formats import kinds
from app.file_formats.options import ReadingOptions
from app.importing.importers import IMPORTERS
from app.importing.incoming import format_names
from app.importing.presets import Preset, keep_preset
from app.language import use
from app.shop import create_shop, open_shop
from db.rows import run
from tests.unit.importing.bringing import rows_of
from tests.workbooks import written

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("new", "import", "export", "letters", "publish", "verify")
PRODUCTS = "sku,name,price\nA,Lamp,5.00\n"
ORDERS = "order,ordered_on,sku,quantity\nO-1,2026-11-20,A,3\n"

Say = tuple[int, str, str]


class Terminal:
    """Runs commands in a folder and says what came of them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def __call__(self, *argv: str) -> Say:
        """Exit status, standard output, standard error."""
        status = main.main(argv)
        captured = self.capsys.readouterr()
        return status, captured.out, captured.err

    def write(self, name: str, content: str) -> str:
        (self.folder / name).write_text(content, "utf-8")
        return name


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)


@pytest.fixture
def lamps(terminal: Terminal) -> Terminal:
    """In a folder with lamps.shop, which sells A."""
    create_shop("lamps.shop").close()
    assert terminal("import", "lamps.shop", "products", terminal.write("products.csv", PRODUCTS))[0] == 0
    return terminal


def test_the_kinds_are_those_that_files_have() -> None:
    assert set(KINDS) == set(kinds.KINDS) == set(IMPORTERS)


def test_the_formats_are_those_that_come_in() -> None:
    assert set(FORMATS) == set(format_names())


def test_files_come_in_at_once_and_tell_themselves_what_they_are(terminal: Terminal) -> None:
    create_shop("lamps.shop").close()
    files = (terminal.write("stock.csv", "sku,on_hand\nA,4\n"), terminal.write("goods.csv", PRODUCTS))
    status, out, err = terminal("import", "lamps.shop", *files)
    assert (status, err) == (0, "")
    assert out.startswith("Created: ")
    assert terminal("export", "lamps.shop", "stock")[1].splitlines()[1] == "A,Main,4"


def test_the_help_of_export_names_every_list(terminal: Terminal) -> None:
    assert export_keys() == LISTS
    assert f"LIST {', '.join(LISTS)} FILE" in " ".join(terminal("export", "--help")[1].split())


def test_the_help_of_import_says_what_a_decimal_sign_is(terminal: Terminal) -> None:
    out = " ".join(terminal("import", "--help")[1].split())
    assert "--decimal SIGN the decimal sign: a point or a comma" in out


def test_new_makes_a_shop(terminal: Terminal) -> None:
    assert terminal("new", "lamps.shop") == (0, "The shop lamps.shop is ready.\n", "")
    with open_shop("lamps.shop") as shop:
        assert rows_of(shop, "SELECT name FROM locations") == [("Main",)]


def test_new_fills_it_with_the_sample(terminal: Terminal) -> None:
    assert terminal("new", "lamps.shop", "--sample")[0] == 0
    with open_shop("lamps.shop") as shop:
        assert rows_of(shop, "SELECT count(*) FROM orders") == [(120,)]


def test_new_overwrites_nothing(lamps: Terminal) -> None:
    assert lamps("new", "lamps.shop") == (
        1,
        "",
        "There is already something at lamps.shop.\n"
        "Open it, or choose another name for the new shop. Nothing was overwritten.\n",
    )


def test_new_makes_no_folder(terminal: Terminal) -> None:
    assert terminal("new", "nodir/lamps.shop") == (
        1,
        "",
        f"There is no folder {terminal.folder / 'nodir'}.\nMake it first, or choose another.\n",
    )


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that takes no files")
def test_where_no_file_can_be_made(lamps: Terminal) -> None:
    hint = "Choose a folder in which you may write, and a plain name.\n"
    said = (1, "", f"No file can be made at /proc/lamps.shop.\n{hint}")
    assert lamps("new", "/proc/lamps.shop") == said
    said = (1, "", f"No file can be made at /proc/orders.csv.\n{hint}")
    assert lamps("export", "lamps.shop", "orders", "/proc/orders.csv") == said


@pytest.mark.parametrize(
    "server", ["postgresql://ann:s3cret@127.0.0.1:9", "postgresql://ann:s3cret@127.0.0.1:9/"]
)
def test_new_takes_no_database_that_was_not_named(terminal: Terminal, server: str) -> None:
    status, out, err = terminal("new", server)
    assert (status, out) == (1, "")
    title, hint = err.splitlines()
    assert title.startswith("The address postgresql://ann:***@127.0.0.1:9")
    assert title.endswith(" names no database.")
    assert hint == "Add the name of an empty one: postgresql://USER:PASSWORD@SERVER/DATABASE."


def test_new_makes_a_shop_on_a_server(terminal: Terminal, postgresql_database: str) -> None:
    status, out, err = terminal("new", postgresql_database)
    assert (status, err) == (0, "")
    assert out.startswith("The shop postgresql://")
    assert terminal("verify", postgresql_database) == (0, "Everything adds up.\n", "")


def test_import_tells_what_it_did(lamps: Terminal) -> None:
    orders = lamps.write("orders.csv", 'Nr,Datum,Artikel,Menge\nO-1,02.03.2026,A,"1.000,0"\n')
    given = (
        "import lamps.shop orders orders.csv --map order=Nr --map ordered_on=Datum --map sku=Artikel"
        " --map quantity=Menge --decimal , --day-order dmy"
    )
    assert orders == "orders.csv"
    assert lamps(*given.split()) == (0, "Created: 1 order, 1 order line.\n", "")
    with open_shop("lamps.shop") as shop:
        assert rows_of(shop, "SELECT ordered, ordered_on FROM order_lines") == [(1_000_000, 739_677)]


def test_import_is_told_the_sheet_and_the_line_of_the_headers(lamps: Terminal) -> None:
    rows = (["code", "count"], ["order", "ordered_on", "sku", "quantity"], ["O-1", "2026-03-02", "A", 2])
    written(lamps.folder / "orders.xlsx", *rows, title="May")
    given = ("import", "lamps.shop", "orders", "orders.xlsx")
    assert lamps(*given, "--header-row", "1")[2].startswith("orders.xlsx has no column for: ")
    status, _, told = lamps(*given, "--sheet", "June")
    assert (status, told) == (1, "orders.xlsx has no sheet “June”.\nIts sheets are: May\n")
    assert lamps(*given, "--sheet", "May", "--header-row", "2")[0] == 0


def test_import_reads_as_was_kept_in_the_window(lamps: Terminal) -> None:
    reading = ReadingOptions(
        delimiter=";", decimal=",", columns={"sku": "Artikel", "name": "Bez", "price": "Preis"}
    )
    header = ("Artikel", "Bez", "Preis")
    with open_shop("lamps.shop") as shop:
        shop.write(keep_preset, Preset("Old till", "products", reading), header)
    lamps.write("till.csv", "Artikel;Bez;Preis\nB;Birne;1,50\nC;Kabel;x\n")
    status, out, err = lamps("import", "lamps.shop", "till.csv", "--skip-bad-rows")
    assert (status, err) == (0, "")
    assert out.splitlines()[:2] == ["till.csv is read as kept: Old till.", "Created: 1 product."]
    # Mended, the rows set aside are read so too.
    aside = lamps.folder / "till.csv.rejected.csv"
    aside.write_text(aside.read_text("utf-8-sig").replace(",x", ',"2,50"'), "utf-8")
    assert lamps("import", "lamps.shop", aside.name)[0] == 0
    with open_shop("lamps.shop") as shop:
        assert rows_of(shop, "SELECT sku, price FROM products WHERE sku <> 'A' ORDER BY sku") == [
            ("B", 15_000),
            ("C", 25_000),
        ]
    lamps.write("other.csv", "Artikel;Bez;Preis;Farbe\nD;Birne;1,50;rot\n")
    assert lamps("import", "lamps.shop", "other.csv", "--preset", "Old till")[:2] == (
        0,
        "other.csv is read as kept: Old till.\nCreated: 1 product.\nColumns that were not used: Farbe\n",
    )
    assert lamps("import", "lamps.shop", "other.csv", "--preset", "New till")[2] == (
        "There is no preset New till.\nChoose one of: Old till\n"
    )


def test_import_refuses_a_file_with_all_its_bad_rows(lamps: Terminal) -> None:
    lamps.write("orders.csv", f"{ORDERS}O-2,31/02/2026,A,x\nO-3,2026-11-20,Z,1\n")
    assert lamps("import", "lamps.shop", "orders", "orders.csv") == (
        1,
        "",
        "2 rows of orders.csv cannot be taken; nothing was changed.\n"
        "Mend them, or take the others and set these aside (--skip-bad-rows).\n"
        "orders.csv, line 3, column ordered_on, “31/02/2026”: There is no such day.\n"
        "orders.csv, line 3, column quantity, “x”: It is not a plain number.\n"
        "orders.csv, line 4, column sku, “Z”: There is no product Z (--create-products).\n",
    )


def test_import_sets_bad_rows_aside(lamps: Terminal) -> None:
    lamps.write("orders.csv", f"{ORDERS}O-2,31/02/2026,A,1\n")
    assert lamps("import", "lamps.shop", "orders", "orders.csv", "--skip-bad-rows") == (
        0,
        "Created: 1 order, 1 order line.\n1 row was set aside in orders.csv.rejected.csv, with the reason.\n",
        "",
    )
    assert (lamps.folder / "orders.csv.rejected.csv").exists()


def test_a_dry_run_is_refused_as_the_import_would_be(lamps: Terminal) -> None:
    lamps.write("orders.csv", f"{ORDERS}O-2,31/02/2026,A,1\n")
    status, out, err = lamps("import", "lamps.shop", "orders", "orders.csv", "--dry-run")
    assert (status, err) == (
        1,
        "orders.csv, line 3, column ordered_on, “31/02/2026”: There is no such day.\n",
    )
    assert out == (
        "Would be created: 1 order, 1 order line.\n"
        "1 row cannot be taken: without --skip-bad-rows nothing would come in.\n"
        "This was a dry run: nothing was changed.\n"
    )
    assert lamps("import", "lamps.shop", "orders", "orders.csv", "--dry-run", "--skip-bad-rows")[0] == 0


def test_import_makes_what_orders_name(lamps: Terminal) -> None:
    lamps.write(
        "orders.csv",
        "order,ordered_on,customer,sku,text,quantity,price\nO-1,2026-10-20,C-1,20001,Vase,3,2\n"
        "O-1,2026-10-20,C-1,POSTAGE,Postage,1,3\nO-2,2026-11-20,C-2,20001,Vase,1,2\n",
    )
    given = (
        "import lamps.shop orders orders.csv --create-products --create-customers"
        " --history-before 2026-11-01 --not-goods postage --skip-bad-rows"
    )
    status, out, err = lamps(*given.split())
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "Created: 1 product, 2 customers, 2 orders, 2 order lines."
    with open_shop("lamps.shop") as shop:
        assert rows_of(shop, "SELECT state FROM orders ORDER BY id") == [("done",), ("open",)]


def test_export_writes_what_import_reads(lamps: Terminal) -> None:
    assert lamps("export", "lamps.shop", "products", "out.csv") == (0, "1 row written to out.csv.\n", "")
    create_shop("other.shop").close()
    assert lamps("import", "other.shop", "products", "out.csv")[:2] == (0, "Created: 1 product.\n")
    status, out, _ = lamps("export", "other.shop", "products")
    assert (status, out.replace("\r\n", "\n")) == (
        0,
        (lamps.folder / "out.csv").read_text("utf-8-sig"),
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("stock out.csv --onto theirs.csv", "It is not said which program the file theirs.csv is of."),
        (
            "stock out.csv --onto theirs.csv --format csv",
            "It is not said which program the file theirs.csv is of.",
        ),
        (
            "purchases out.csv --onto theirs.csv --format purchase-order --number P-1",
            "It is not said which program the file theirs.csv is of.",
        ),
        ("orders out.csv --format shopify-inventory", "shopify-inventory is a file of stock."),
        ("orders out.csv --format purchase-order --number P-1", "purchase-order is a file of purchases."),
        ("orders out.csv --number P-1", "--number is a file of purchases."),
        ("stock out.csv --number P-1", "--number is a file of purchases."),
        ("stock out.csv --number P-1 --format square-stock", "--number is a file of purchases."),
        ("purchases out.csv --format purchase-order", "It is not said which purchase."),
        ("purchases out.csv --number=", "It is not said which purchase."),
        ("purchases out.csv --number P-9", "There is no purchase P-9 of which anything is wanted."),
        ("purchases out.ods --number P-9", "There is no purchase P-9 of which anything is wanted."),
        ("orders --format xlsx", "A workbook needs a file."),
        ("orders out.xlsx --format csv", "out.xlsx would hold CSV, and its name says something else."),
        ("orders out.csv --format xlsx", "out.csv would be a workbook, and its name says something else."),
        ("orders out.csv.gz", "out.csv.gz would hold CSV, and its name says something else."),
        (
            "stock out.xlsx --format woocommerce-stock",
            "out.xlsx would hold CSV, and its name says something else.",
        ),
        ("stock out.csv --format woocommerce-stock --onto gone.csv", "There is no file gone.csv."),
        ("nothing out.xlsx --format csv", "There is no list “nothing”."),
    ],
)
def test_export_passes_nothing_over_that_was_asked(lamps: Terminal, asked: str, said: str) -> None:
    lamps.write("theirs.csv", "SKU,Stock,In stock?\n")
    code, _, complaint = lamps("export", "lamps.shop", *asked.split())
    title, hint = complaint.splitlines()
    assert (code, title) == (1, said)
    assert hint
    assert not list(lamps.folder.glob("out*"))


def test_what_stays_as_it_was_is_told_beside(lamps: Terminal) -> None:
    theirs = lamps.write("theirs.csv", "SKU,Stock\nX,1\n")
    assert lamps(
        "export", "lamps.shop", "stock", "out.csv", "--format", "woocommerce-stock", "--onto", theirs
    ) == (0, "0 rows written to out.csv.\n", "Not known here, and left as they were: X.\n")


def test_export_names_the_lists(lamps: Terminal) -> None:
    status, out, err = lamps("export", "lamps.shop", "invoices")
    assert (status, out) == (1, "")
    assert err.startswith("There is no list “invoices”.\nThe lists are: products, ")


def test_verify_names_each_difference(lamps: Terminal) -> None:
    lamps.write("orders.csv", ORDERS)
    lamps("import", "lamps.shop", "orders", "orders.csv")
    assert lamps("verify", "lamps.shop") == (0, "Everything adds up.\n", "")
    with open_shop("lamps.shop") as shop:
        shop.write(_lose_some)
    status, out, err = lamps("verify", "lamps.shop")
    assert (status, out) == (1, "")
    assert err.splitlines() == [
        "1 thing does not add up.",
        "A at Main: 1 backordered, but its order lines lack 3.",
    ]


def _lose_some(session: Any) -> int:
    return run(session, "UPDATE stock_levels SET backordered = 1000")


@pytest.mark.parametrize(
    "command", ["import lamps.shop orders x.csv", "export lamps.shop orders", "verify lamps.shop"]
)
def test_a_shop_that_is_not_there_is_refused(terminal: Terminal, command: str) -> None:
    status, out, err = terminal(*command.split())
    assert (status, out) == (1, "")
    assert err.startswith("There is no shop at lamps.shop.\n")


def test_a_password_is_never_shown(terminal: Terminal) -> None:
    status, out, err = terminal("verify", "postgresql://ines:s3cret@127.0.0.1:9/desk")
    assert status == 1
    assert "s3cret" not in out + err
    assert "127.0.0.1" in err


@pytest.mark.parametrize(
    ("argv", "what"),
    [
        ("sell", "argument COMMAND: invalid choice: 'sell'"),
        ("new", "the following arguments are required: SHOP"),
        ("import lamps.shop x.csv --format invoices", "argument --format: invalid choice: 'invoices'"),
        ("import lamps.shop orders x.csv --map order", "argument --map: “order” is not FIELD=COLUMN"),
        (
            "import lamps.shop orders x.csv --history-before 1/2/2026",
            "argument --history-before: “1/2/2026” is no day like 2026-03-14",
        ),
        ("import lamps.shop orders x.csv --decimal ;", "argument --decimal: invalid choice: ';'"),
        ("--sample --shop lamps.shop", "argument --shop: not allowed with argument --sample"),
        ("verify lamps.shop --quick", "unrecognized arguments: --quick"),
    ],
)
def test_what_makes_no_sense_is_a_matter_of_usage(terminal: Terminal, argv: str, what: str) -> None:
    status, out, err = terminal(*argv.split())
    assert (status, out) == (2, "")
    assert err.startswith("usage: main.py")
    assert what in err


def test_a_field_mapped_twice_is_refused(lamps: Terminal) -> None:
    lamps.write("orders.csv", ORDERS)
    given = "import lamps.shop orders orders.csv --map order=A --map order=B"
    assert lamps(*given.split()) == (1, "", "The field “order” is mapped twice.\nName one column for it.\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_an_example(terminal: Terminal, command: str) -> None:
    status, out, err = terminal(command, "--help")
    assert (status, err) == (0, "")
    assert out.startswith(f"usage: main.py {command}")
    assert f"\nExample: main.py {command} lamps.shop" in out


def test_the_help_names_every_command(terminal: Terminal) -> None:
    status, out, _ = terminal("--help")
    assert status == 0
    assert [command for command in COMMANDS if f"    {command} " not in out] == []


def test_it_speaks_the_users_language(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Held to the catalogue itself by tests/test_languages.py."""
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    status, _, err = terminal("verify", "lamps.shop")
    use("en")
    assert status == 1
    assert "There is no shop" not in err


def test_progress_is_drawn_where_somebody_watches(lamps: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    lamps.write("orders.csv", ORDERS)
    monkeypatch.setattr(sys, "stderr", screen)
    assert main.main(["import", "lamps.shop", "orders", "orders.csv"]) == 0
    drawn = screen.getvalue()
    assert drawn.startswith("\rOpening orders.csv\x1b[K")
    # Nothing of it is left behind.
    assert drawn.endswith("\r\x1b[K")


def test_ctrl_c_is_no_accident(lamps: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.commands.import_files", interrupted)
    lamps.write("orders.csv", ORDERS)
    assert lamps("import", "lamps.shop", "orders", "orders.csv") == (
        1,
        "",
        "The work was stopped.\nNothing was changed.\n",
    )


def started(folder: Path, *argv: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *argv],
        cwd=folder,
        env={**os.environ, "LANG": "en_US.UTF-8", **variables},
        capture_output=True,
        check=False,
    )


def test_it_runs_as_a_program(tmp_path: Path) -> None:
    assert started(tmp_path, "new", "lamps.shop").returncode == 0
    (tmp_path / "products.csv").write_text("sku,name\nA,白色台灯\n", "utf-8")
    # A terminal without letters for it.
    ran = started(tmp_path, "import", "lamps.shop", "products", "products.csv", PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"Created: 1 product.\n", b"")
    exported = started(tmp_path, "export", "lamps.shop", "products", PYTHONIOENCODING="ascii")
    assert "A,白色台灯,".encode() in exported.stdout
    refused = started(tmp_path, "import", "lamps.shop", "orders", "missing.csv")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.startswith(b"There is no file missing.csv.")
    assert started(tmp_path, "sell").returncode == 2


def test_the_window_starts_without_a_database(tmp_path: Path) -> None:
    """What main imports for the window holds no SQLAlchemy and none of the commands."""
    code = (
        "import sys, main, ui.start\n"
        "ui.start.run = lambda where, *, begin: print(where, begin, 'sqlalchemy' in sys.modules,"
        " 'app.commands' in sys.modules) or 0\n"
        "sys.exit(main.main(['--shop', 'lamps.shop']))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, text=True)
    assert (ran.returncode, ran.stdout) == (0, "lamps.shop None False False\n"), ran.stderr
