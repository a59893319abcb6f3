"""Attached data of every shape, as a client writes it: the texts are sent as they stand."""

import json


def nested(depth, leaf, make):
    for level in range(depth, 0, -1):
        leaf = make(level, leaf)
    return leaf


def deepest(leaf):
    """Objects as deep as is allowed, 16 with the outermost."""
    return json.dumps(nested(16, leaf, lambda level, inner: {f"level-{level}": inner}))


def large():
    """Nearly as much as is allowed (64 KiB), and easily compressed."""
    row = {
        "sku": "A-4711",
        "text": "Schrauben, verzinkt",
        "price": {"net": 1.25, "currency": "EUR"},
        "tags": ["eisen", None],
    }
    return json.dumps(
        {"order": {"lines": [row | {"line": n} for n in range(525)], "complete": True}}, separators=(",", ":")
    )


SHAPES = {
    "no data": "{}",
    "flat: a string, a boolean, an integer, a decimal": '{"subject": "Hallo", "vip": true, "count": 3, "score": 0.75}',
    "an object in an object": '{"customer": {"name": "Bea", "lang": "de"}}',
    "objects four deep beside each other": '{"a": {"b": {"c": {"d": 1}, "e": {"f": "g"}}, "h": {"i": {"j": [1, 2, 3]}}}, "k": {"l": {"m": {"n": {"o": "p"}}}}}',
    "an array of objects with arrays": '{"lines": [{"sku": "A1", "n": 2, "opts": [{"k": "colour", "v": "red"}, {"k": "size", "v": [1, 2]}]}, {"sku": "B2", "n": 1, "opts": []}]}',
    "arrays that hold null, alone, between others and in objects": '{"only": [null], "some": [1, null, "x", null], "in": [{"a": null, "b": [null, {"c": null}]}]}',
    "nulls in objects, which are keys left out": '{"gone": null, "kept": 1, "in": {"gone": null, "deep": {"gone": null, "kept": [null]}}}',
    "empty: object, array, string": '{"o": {}, "a": [], "s": "", "in": {"o": {}, "a": [], "s": "", "oo": {"o": {}}}, "aa": [[], {}, "", [[]]]}',
    "booleans everywhere": '{"t": true, "f": false, "in": {"t": true, "f": false}, "list": [true, false, [true]]}',
    "integers of each size": '{"zero": 0, "minus": -1, "int": 2147483647, "int+1": 2147483648, "int-1": -2147483649, "long": 9223372036854775807, '
    '"long+1": 9223372036854775808, "big": 123456789012345678901234567890, "in": {"long": -9223372036854775808, '
    '"big": [-170141183460469231731687303715884105728, 18446744073709551616]}}',
    "decimals": '{"tenth": 0.1, "one": 1.0, "zeros": 1.10, "minus": -2.5, "large": 1.7976931348623157E308, "small": 2.2250738585072014E-308, '
    '"exp": 1.5e3, "third": 0.3333333333333333, "in": {"micro": 1e-7, "list": [100.0, 12345.678, -0.001, 6.02214076E23]}}',
    "decimals that were rounded to doubles": (
        '{"many": 12345678901234567.89, "fine": 0.1234567890123456789, "tiny": 1e-400, "in": [{"pi": 3.14159265358979323846}]}'
    ),
    "objects as deep as allowed": deepest("ground"),
    "arrays as deep as allowed": json.dumps({"a": nested(15, 1, lambda level, inner: [inner])}),
    "objects and arrays in turn, as deep as allowed": json.dumps(
        {"a": nested(15, "ground", lambda level, inner: [inner, level] if level % 2 else {"k": inner, "level": level})}
    ),
    "an empty object below the deepest": deepest({}),
    "keys with quotes, slashes, dots, tildes and nothing": json.dumps(
        {
            '"quoted"': {"a/b": 1, "a~b": 2, "a.b": {"c.d": 3}},
            "back\\slash": {"'": 4},
            "": {"": {"": "nothing"}},
            " ": " ",
            "a b": {"tab\there": 1, "line\nbreak": 2},
            "[0]": {"$": 1, "{x}": 2, "%41": 3, "#": 4, "?": 5, "&": 6},
        }
    ),
    "keys that mean something elsewhere": json.dumps(
        {
            "type": {"type": "submitted", "state": "stopped"},
            "@class": {"@class": "java.lang.Object", "@type": "x"},
            "class": {"class": "y"},
            "__proto__": {"constructor": {"prototype": 1}},
            "$ref": {"$ref": "#/x"},
            "values": {"values": [1]},
            "data": {"data": {"data": {}}},
            "null": {"true": False},
            "id": {"id": 1},
            "attempt": {"at": "2026-01-01T00:00:00Z"},
        }
    ),
    "keys and texts of many scripts, and emoji": json.dumps(
        {
            "клиент": {"имя": "Ольга", "город": {"название": "Пермь"}},
            "顧客": {"名前": ["山田", {"姓": "山田"}]},
            "عميل": {"اسم": "ليلى"},
            "לקוח": {"שם": "נועה"},
            "ग्राहक": {"नाम": "आशा"},
            "😀": {"👩‍👩‍👧‍👦": "🏳️‍🌈", "𝒜": ["𐍈", "é", "e\u0301"]},
        },
        ensure_ascii=False,
    ),
    "texts that are hard to write": json.dumps(
        {
            "t": {
                "quote": 'say "no"',
                "slash": "a/b\\c",
                "lines": "one\r\ntwo\ttab",
                "control": "\u0001\u001f\u007f\u0085\u2028\u2029",
                "bom": "\ufeffx",
                "html": "<b>&amp;</b>",
                "json": '{"a": [1]}',
                "null": "null",
                "number": "007",
                "time": "PT1S",
                "long": "ß" * 200,
                "edge": "\ud7ff\ue000\ufffd\U0010ffff",
            }
        }
    ),
    "many keys, some of them numbers": json.dumps({"n": {str(n): {"v": n, "odd": n % 2 == 1} for n in range(40)}}),
    "60 KB of lines": large(),
}
