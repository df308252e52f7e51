"""Which tags of a file and its streams mean something beyond the file itself."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

_OWN_OF_THE_FILE = frozenset(
    {
        *(
            "major_brand",
            "minor_version",
            "compatible_brands",
            "encoder",
            "software",
            "duration",
            "vendor_id",
        ),
        *("timecode", "reel_name", "number_of_bytes", "number_of_frames", "bps", "operational_pattern_ul"),
        *("uid", "generation_uid", "product_uid", "material_package_umid", "file_package_umid", "reel_umid"),
        *("company_name", "product_name", "product_version", "product_version_num", "application_platform"),
        *("toolkit_version", "toolkit_version_num", "modification_date"),
    }
)

_QUICKTIME_LANGUAGES = MappingProxyType(
    {"deu": "ger", "fre": "fra", "nld": "dut", "swe": "sve", "nob": "nor", "ell": "gre", "isl": "ice"}
    | {"zho": "chi", "rum": "ron", "cze": "ces", "slo": "slk", "mkd": "mac", "eus": "baq", "cym": "wel"}
    | {"fas": "per", "sqi": "alb", "hye": "arm", "kat": "geo", "msa": "may"}
)


def carried(tags: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Pick what a copy of a file keeps.

    Parameters
    ----------
    tags : iterable of (str, str)
        Of a container or a stream. Matroska's upper-case names become lower-case, as others write them.

    Returns
    -------
    dict of str to str
        Without what describes the file rather than its content, and without timecode and reel name, which
        have their own place.
    """
    named = ((key.lower() if key.isupper() else key, value) for key, value in tags)
    return {
        key: value
        for key, value in named
        if value and key.lower() not in _OWN_OF_THE_FILE and not key.startswith("_")
    }


def quicktime_language(code: str) -> str:
    """Name a language as QuickTime knows it.

    Parameters
    ----------
    code : str
        ISO 639-2, either the terminological (`deu`) or the bibliographic code (`ger`). QuickTime has numbers
        for languages, and FFmpeg finds each of them under one of the two only.
    """
    return _QUICKTIME_LANGUAGES.get(code, code)
