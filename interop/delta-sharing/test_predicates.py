"""Hints leave out files, and never a row that matches."""

import datetime
import json

import delta_sharing
import provider
import pyarrow.compute as pc
import written
from rows_case import RowsCase


def column(name: str, value_type: str) -> dict:
    return {"op": "column", "name": name, "valueType": value_type}


def compare(op: str, name: str, value_type: str, value: str) -> dict:
    return {
        "op": op,
        "children": [column(name, value_type), {"op": "literal", "value": value, "valueType": value_type}],
    }


def is_null(name: str, value_type: str) -> dict:
    return {"op": "isNull", "children": [column(name, value_type)]}


def negate(child: dict) -> dict:
    return {"op": "not", "children": [child]}


def both(*children: dict) -> dict:
    return {"op": "and", "children": list(children)}


def either(*children: dict) -> dict:
    return {"op": "or", "children": list(children)}


class PredicatesTest(RowsCase):
    def load(self, name: str, hint) -> list[str]:
        text = hint if isinstance(hint, str) else json.dumps(hint)
        frame = delta_sharing.load_as_pandas(provider.table_url(name), jsonPredicateHints=text)
        return written.rows_of(written.to_arrow(name, frame))

    def check_exact(self, name: str, hint: dict, condition):
        """All columns of the hint are partition columns: what comes back is what matches, and nothing else."""
        stored = written.read_written(name)
        matching = written.rows_of(stored.filter(condition))
        self.assertTrue(0 < len(matching) < stored.num_rows, "The sample does not tell pruning from none.")
        self.assert_same_rows(self.load(name, hint), matching)

    def check_sound(self, name: str, hint: dict, condition, prunes: bool):
        """All rows that match are there, and others only because their file holds one that may match."""
        stored = written.read_written(name)
        received = self.load(name, hint)
        self.assert_all_among(written.rows_of(stored.filter(condition)), received)
        self.assert_all_among(received, written.rows_of(stored))
        if prunes:
            self.assertLess(len(received), stored.num_rows)

    def test_partition_columns_of_each_type(self):
        month, route = pc.field("month"), pc.field("route")
        self.check_exact("flights", compare("equal", "month", "int", "3"), month == 3)
        self.check_exact("flights", compare("greaterThan", "month", "int", "9"), month > 9)
        self.check_exact(
            "flights",
            either(compare("lessThan", "month", "int", "2"), compare("equal", "month", "int", "10")),
            (month < 2) | (month == 10),
        )
        self.check_exact("flights", negate(compare("lessThanOrEqual", "month", "int", "11")), month > 11)
        self.check_exact("rare_routes", compare("equal", "cancelled", "bool", "true"), pc.field("cancelled"))
        self.check_exact("rare_routes", compare("equal", "flights", "int", "15"), pc.field("flights") == 15)
        self.check_exact("rare_routes", is_null("route", "string"), route.is_null())
        self.check_exact("rare_routes", negate(is_null("route", "string")), route.is_valid())
        self.check_exact(
            "rare_routes", compare("lessThan", "month", "date", "2013-03-01"), month < datetime.date(2013, 3, 1)
        )

    def test_partition_values_that_are_hard_to_escape(self):
        values = pc.unique(written.read_written("rare_routes")["route"]).to_pylist()
        self.assertGreater(len(values), 5)
        for value in filter(None, values):
            with self.subTest(route=value):
                self.check_exact("rare_routes", compare("equal", "route", "string", value), pc.field("route") == value)

    def test_data_columns(self):
        november = datetime.datetime(2013, 11, 15, tzinfo=datetime.UTC)
        self.check_sound(
            "weather",
            compare("greaterThanOrEqual", "time_hour", "timestamp", "2013-11-15T00:00:00Z"),
            pc.field("time_hour") >= november,
            True,
        )
        self.check_sound("weather", compare("lessThan", "temp", "double", "20"), pc.field("temp") < 20, True)
        # The largest value of a float column bounds nothing: writers leave NaN out of it, and NaN is above all numbers.
        self.check_sound("weather", compare("greaterThan", "temp", "double", "99"), pc.field("temp") > 99, False)
        self.check_sound("weather", compare("equal", "origin", "string", "JFK"), pc.field("origin") == "JFK", False)
        # For the same reason `not` of a comparison of floats says nothing of a file.
        self.check_sound(
            "weather", negate(compare("greaterThan", "temp", "double", "20")), pc.field("temp") <= 20, False
        )
        self.check_sound(
            "weather",
            negate(compare("lessThan", "time_hour", "timestamp", "2013-11-15T00:00:00Z")),
            pc.field("time_hour") >= november,
            True,
        )
        self.check_sound("weather", is_null("wind_gust", "double"), pc.field("wind_gust").is_null(), False)
        self.check_sound("planes", compare("lessThan", "year", "int", "1990"), pc.field("year") < 1990, False)

    def test_partition_and_data_columns_together(self):
        hint = both(compare("equal", "month", "int", "7"), compare("equal", "carrier", "string", "UA"))
        self.check_sound("flights", hint, (pc.field("month") == 7) & (pc.field("carrier") == "UA"), True)

    def test_hints_that_make_no_sense_are_as_good_as_none(self):
        whole = written.rows_of(written.read_written("planes"))
        many = compare("equal", "year", "int", "many")
        for hint in (
            "",
            "garbage",
            "{}",
            '{"op":"equal"}',
            compare("like", "model", "string", "A%"),
            compare("equal", "nothing", "string", "x"),
            many,
            both(many),
            both(many, is_null("nothing", "int")),
        ):
            with self.subTest(hint=hint):
                self.assert_same_rows(self.load("planes", hint), whole)
