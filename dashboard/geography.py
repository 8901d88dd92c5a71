"""Outlines for the map, from files beside this module: no tile server, no request.

Everything is cut to the window shown, so that a browser gets kilobytes and the map fits its frame by itself.
"""

from __future__ import annotations

import json
import math
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("outlines")
Ring = list[tuple[float, float]]
Window = tuple[float, float, float, float]  # west, south, east, north


@cache
def countries() -> list[tuple[str, list[list[Ring]]]]:
    """Return (name, polygons) for every country; a polygon is its outer ring and then its holes."""
    atlas = json.loads((FOLDER / "countries-50m.topojson").read_text(encoding="utf-8"))
    scale, move = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = [unpacked(arc, scale, move) for arc in atlas["arcs"]]
    result = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        polygons = shape.get("arcs") or []
        if shape["type"] == "Polygon":
            polygons = [polygons]
        result.append((shape["properties"]["name"], [[joined(ring, arcs) for ring in polygon] for polygon in polygons]))
    return result


def unpacked(arc: list[list[int]], scale: list[float], move: list[float]) -> Ring:
    """Return a TopoJSON arc in degrees: its points are stored as steps on a grid."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((round(x * scale[0] + move[0], 3), round(y * scale[1] + move[1], 3)))
    return points


def joined(indexes: list[int], arcs: list[Ring]) -> Ring:
    """Return the ring made of these arcs; a negative index means the arc read backwards."""
    ring: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc if not ring else arc[1:])
    return ring


@cache
def regions() -> list[tuple[str, list[list[Ring]]]]:
    """Return (name, polygons) for every region in the folder's GeoJSON files."""
    result = []
    for file in sorted(FOLDER.glob("*.geojson")):
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
            shape = feature["geometry"]
            polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            rings = [[[(x, y) for x, y, *_ in ring] for ring in polygon] for polygon in polygons]
            result.append((feature["properties"]["name"], rings))
    return result


def flat(longitude: float, latitude: float) -> tuple[float, float]:
    """Return a point of the map: Mercator's, in degrees, so that straight lines stay straight."""
    return longitude, math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def window(points: list[tuple[float, float]], least: float = 3.0, margin: float = 0.1, shape: float = 1.35) -> Window:
    """Return the window of the map around its ``points``: with a margin, ``shape`` times as wide as high."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    high = max((north - south) * (1 + 2 * margin), (east - west) * (1 + 2 * margin) / shape, least)
    x, y = (west + east) / 2, (south + north) / 2
    return x - high * shape / 2, y - high / 2, x + high * shape / 2, y + high / 2


def cut(ring: Ring, box: Window) -> Ring:
    """Return the part of a ring inside the window (Sutherland and Hodgman, one side after the other)."""
    west, south, east, north = box
    for axis, limit, above in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        if not ring:
            return []
        result: Ring = []
        for start, end in zip([ring[-1], *ring[:-1]], ring, strict=True):
            enters, stays = inside(start, axis, limit, above), inside(end, axis, limit, above)
            if enters != stays:
                result.append(crossing(start, end, axis, limit))
            if stays:
                result.append(end)
        ring = result
    return ring


def inside(point: tuple[float, float], axis: int, limit: float, above: bool) -> bool:
    return point[axis] >= limit if above else point[axis] <= limit


def crossing(start: tuple[float, float], end: tuple[float, float], axis: int, limit: float) -> tuple[float, float]:
    """Return where the line from start to end meets the side ``limit`` of the window."""
    share = (limit - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
    return (limit, round(other, 4)) if axis == 0 else (round(other, 4), limit)


def area(ring: Ring) -> float:
    """Return the signed area of a ring in square degrees; positive if it runs counter-clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def flat_ring(ring: Ring) -> Ring:
    return [flat(x, max(-84.0, min(84.0, y))) for x, y in ring]


@cache
def flat_layer(name: str) -> list[tuple[str, list[tuple[Window, list[Ring]]]]]:
    """Return a layer ("countries" or "regions") in the map's coordinates, each polygon with the box around it."""
    result = []
    for title, polygons in {"countries": countries, "regions": regions}[name]():
        flats = [[flat_ring(ring) for ring in polygon] for polygon in polygons]
        result.append((title, [(around(rings[0]), rings) for rings in flats]))
    return result


def around(ring: Ring) -> Window:
    """Return the smallest window that holds a ring."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


@lru_cache(maxsize=32)
def shapes(layer: str, box: Window) -> list[dict[str, Any]]:
    """Return the parts of a layer ("countries" or "regions") inside the window, as GeoJSON features.

    The result is shared by all who ask for the same window: it must not be changed.
    """
    features = []
    for name, polygons in flat_layer(layer):
        parts = []
        for room, polygon in polygons:
            if not overlap(room, box):
                continue
            rings = [cut(ring, box) for ring in polygon]
            if len(rings[0]) >= 3:
                parts.append([[*ring, ring[0]] for ring in rings if len(ring) >= 3])
        if parts:
            geometry = {"type": "MultiPolygon", "coordinates": parts}
            features.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    return features


def label_points(features: list[dict[str, Any]], least: float) -> list[dict[str, Any]]:
    """Return name and middle of each feature whose largest part covers at least ``least`` square degrees."""
    points = []
    for feature in features:
        largest = max((polygon[0] for polygon in feature["geometry"]["coordinates"]), key=lambda ring: abs(area(ring)))
        if abs(area(largest)) >= least:
            x, y = middle(largest)
            points.append({"name": feature["properties"]["name"], "x": x, "y": y})
    return points


def middle(ring: Ring) -> tuple[float, float]:
    """Return the centroid of a ring."""
    whole, x, y = area(ring), 0.0, 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        step = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * step, y + (y1 + y2) * step
    return x / (6 * whole), y / (6 * whole)


def labels(
    places: list[tuple[str, float, float, float]], box: Window, height: float, most: int = 24
) -> list[dict[str, Any]]:
    """Return labels for (name, x, y, radius in pixels), the first ones first; none hides another or a place.

    A label stands at the right of its place or, if there is no room, at the left ("side").
    """
    pixel = (box[3] - box[1]) / height
    taken = [(x - r * pixel, y - r * pixel, x + r * pixel, y + r * pixel) for _, x, y, r in places]
    found: list[dict[str, Any]] = []
    for own, (name, x, y, radius) in enumerate(places):
        away, wide, half = (radius + 4) * pixel, len(name) * 6.4 * pixel, 7 * pixel
        for side, (left, right) in {"right": (x + away, x + away + wide), "left": (x - away - wide, x - away)}.items():
            room = (left, y - half, right, y + half)
            free = not any(overlap(room, other) for n, other in enumerate(taken) if n != own)
            if free and left > box[0] and right < box[2]:
                taken.append(room)
                found.append({"name": name, "x": right if side == "left" else left, "y": y, "side": side})
                break
        if len(found) == most:
            break
    return found


def overlap(one: Window, other: Window) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
