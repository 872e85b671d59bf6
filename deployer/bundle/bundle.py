"""Build what goes up to Lambda: a code zip and a dependency layer, or a container image.

    Stage -> find the application (by reading)
          -> resolve the dependencies for the target -> install -> bytecode -> layer.zip (cached)
          -> collectstatic with them, where the stage wants it
          -> collect the project's files + lift's run-time part + lift_handler.py
             -> check that the native files load on Lambda -> bytecode -> code.zip

With ``"layer": false`` the dependencies lie beside the code in code.zip; with ``"package":
"image"`` both lie in an image (image.py), and code.zip is only what its code is known by. Nothing
is uploaded here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from lift.warmers.bytecode import CODE

from ..application import find_application
from ..errors import BundleError
from ..settings.stage import Stage
from ..ui import Ui
from . import (
    archive,
    code,
    compiler,
    dependencies,
    handler,
    image,
    layer,
    limits,
    loadable,
    native,
    one_file,
    static,
    target,
)
from .archive import Archive, Entry
from .dependencies import Dependencies
from .image import Image
from .target import Target
from .unused.unused import consider

NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Bundle:
    """What goes up: an image, or else the code and perhaps a layer.

    ``environment`` holds the variables that lift itself sets on the function, ``dependencies`` what
    the layer, or with the code the zip or the image, was made from.
    """

    handler: str
    environment: Mapping[str, str]
    code: Archive
    layer: Archive | None
    dependencies: Dependencies | None = field(default=None, compare=False)
    image: Image | None = None

    @property
    def archives(self) -> tuple[Archive, ...]:
        """The zips there are."""
        return (self.code, self.layer) if self.layer else (self.code,)


def build(
    stage: Stage,
    output: Path,
    ui: Ui,
    *,
    limit: int = limits.UNZIPPED,
    published: Callable[[], Mapping[str, int]] = lambda: NOTHING,
) -> Bundle:
    """Write ``code.zip`` and, where there are dependencies, ``layer.zip`` into ``output``.

    ``limit`` is how many bytes Lambda takes unzipped, in zips. ``published`` gives the stage's
    layers (or images) on AWS, bytes unzipped by the start of their digest, and is asked late, since
    it may have to wait: one that is there is not made again, and has the size 0. Raises
    ``SettingsError`` when the application is not there, ``BundleError`` (``NoWheel``, ``TooLarge``)
    when the bundle cannot be built. Neither file is ever there half-written.
    """
    found = find_application(stage)
    built_for = target.for_stage(stage)
    compiled_by = compiler.choose(stage, built_for, ui)
    needed = dependencies.find(stage, built_for, compiled_by, ui)
    if needed and stage.slim.unused:
        needed = consider(stage, found, needed, ui)
    if stage.collect_static:
        static.collect(stage, found, needed, ui)
    code_zip, layer_zip = _folder(output) / "code.zip", output / "layer.zip"
    apart = needed if stage.apart else None
    salt = f"{built_for} {compiled_by is not None}"
    with code.collect(stage, found, compiled_by, (code_zip, layer_zip), ui) as own:
        if stage.package == "image":
            layer_zip.unlink(missing_ok=True)
            zipped = archive.write(own, code_zip, salt=salt)
            whole = _image(stage, needed, own, zipped, built_for, published(), ui)
            return Bundle(handler.HANDLER, _environment(stage), zipped, None, needed, whole)
        there = layer.on_aws(apart, published(), layer_zip) if apart else None
        kept = there or (layer.build(apart, limit, ui) if apart else None)
        entries = own if kept or not needed else _merge(needed.entries(ui), own)
        _check_size(entries, needed, kept, limit, ui)
        own_native = native.find(own)
        if own_native or not there:  # a layer was checked before it went there
            _check_native([*_native(needed, ui), *own_native], stage, built_for, ui)
        zipped = archive.write(_packed(entries, stage, built_for), code_zip, salt=salt)
    layer_zip.unlink(missing_ok=True)  # of an earlier run: it may be no part of this bundle
    made = layer.copy(kept, layer_zip) if kept and not there else kept
    return Bundle(handler.HANDLER, _environment(stage), zipped, made, needed)


def _image(
    stage: Stage,
    needed: Dependencies | None,
    own: list[Entry],
    zipped: Archive,
    built_for: Target,
    published: Mapping[str, int],
    ui: Ui,
) -> Image:
    """The image with ``needed`` and ``own``, checked and made if AWS does not have it."""
    digest = image.digest(stage, needed, zipped)
    if (there := image.on_aws(digest, published)) is not None:
        return there
    entries = _merge(needed.entries(ui), own) if needed else own
    _check_size(entries, needed, None, limits.IMAGE, ui)
    _check_native([*_native(needed, ui), *native.find(own)], stage, built_for, ui)
    beside = needed.entries(ui) if needed else ()
    return image.make(digest, stage, needed, _packed(own, stage, built_for, beside), ui)


def _packed(
    entries: list[Entry], stage: Stage, built_for: Target, beside: Iterable[Entry] = ()
) -> list[Entry]:
    """``entries`` as they go up, where ``beside`` them lie others."""
    if stage.bytecode != "archive":
        return entries
    return one_file.gather(entries, CODE, built_for, beside=beside)


def _folder(output: Path) -> Path:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BundleError(f"cannot write to {output}: {error.strerror}") from None
    return output


def _merge(dependencies: Iterable[Entry], code: Iterable[Entry]) -> list[Entry]:
    """One zip: the project's files come before a dependency's, as they do with a layer."""
    return list({entry.path: entry for entry in (*dependencies, *code)}.values())


def _check_size(
    entries: list[Entry], needed: Dependencies | None, made: Archive | None, limit: int, ui: Ui
) -> None:
    total = sum(entry.size for entry in entries) + (made.unzipped if made else 0)
    if limits.is_near(total, limit):
        all_of_them = [*entries, *(needed.entries(ui) if needed and made else ())]
        limits.check(all_of_them, limit)
        limits.warn_near(all_of_them, limit, ui)


def _native(needed: Dependencies | None, ui: Ui) -> list[native.Native]:
    """The native files of the dependencies, which are read once."""
    return native.remembered(needed.folder / "native.json", needed.entries(ui)) if needed else []


def _check_native(files: list[native.Native], stage: Stage, built_for: Target, ui: Ui) -> None:
    library_path = stage.environment_variables.get("LD_LIBRARY_PATH", "")
    loadable.check(files, built_for, ui, library_path=library_path)


def _environment(stage: Stage) -> dict[str, str]:
    if stage.django_settings:
        return {"DJANGO_SETTINGS_MODULE": stage.django_settings}
    return {}
