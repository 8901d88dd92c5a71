"""The map's outlines are cut to the window and its labels do not hide one another."""

from __future__ import annotations

import geography
from hypothesis import given
from hypothesis import strategies as st

BOX = (35.0, 38.0, 45.0, 46.0)
degrees = st.floats(-60, 60, allow_nan=False)
rings = st.lists(st.tuples(degrees, degrees), min_size=3, max_size=12)


@given(rings)
def test_a_cut_ring_lies_in_its_window(ring):
    box = (-10.0, -10.0, 10.0, 10.0)
    assert all(-10.001 <= x <= 10.001 and -10.001 <= y <= 10.001 for x, y in geography.cut(ring, box))


def test_a_ring_inside_the_window_stays_whole():
    ring = [(36.0, 39.0), (37.0, 39.0), (37.0, 40.0), (36.0, 40.0)]
    assert sorted(geography.cut(ring, BOX)) == sorted(ring)


def test_a_square_half_outside_loses_half():
    ring = [(34.0, 40.0), (36.0, 40.0), (36.0, 42.0), (34.0, 42.0)]
    assert abs(geography.area(geography.cut(ring, BOX))) == 2.0


def test_syria_and_iraq_have_their_regions():
    names = [name for name, _ in geography.regions()]
    assert len(names) == 33
    assert {"Ar Raqqah", "Ninawa", "Damascus"} <= set(names)


def test_countries_are_where_they_should_be():
    syria = next(polygons for name, polygons in geography.countries() if name == "Syria")
    longitude, latitude = geography.middle(max(syria, key=lambda polygon: abs(geography.area(polygon[0])))[0])
    assert abs(longitude - 38.5) < 1 and abs(latitude - 35) < 1


def test_a_window_holds_its_points_and_keeps_its_shape():
    points = [(36.0, 41.0), (40.0, 41.5), (43.0, 44.0)]
    west, south, east, north = geography.window(points)
    assert all(west < x < east and south < y < north for x, y in points)
    assert abs((east - west) / (north - south) - 1.35) < 1e-9


def test_one_point_gives_a_window_with_room_around_it():
    west, south, east, north = geography.window([(40.0, 40.0)])
    assert north - south >= 3 and east - west >= 3


somewhere = st.tuples(
    st.sampled_from(["Raqqa", "Deir Ezzor province", "Al-Bab"]), st.floats(35, 45), st.floats(38, 46), st.floats(3, 15)
)


@given(st.lists(somewhere, max_size=25))
def test_no_label_hides_another(places):
    found = geography.labels(places, BOX, height=480)
    pixel = (BOX[3] - BOX[1]) / 480
    boxes = []
    for label in found:
        wide = len(label["name"]) * 6.4 * pixel
        left = label["x"] if label["side"] == "right" else label["x"] - wide
        boxes.append((left, label["y"] - 7 * pixel, left + wide, label["y"] + 7 * pixel))
    inner = [(a + 1e-9, b + 1e-9, c - 1e-9, d - 1e-9) for a, b, c, d in boxes]
    assert not any(geography.overlap(one, other) for i, one in enumerate(inner) for other in inner[:i])
