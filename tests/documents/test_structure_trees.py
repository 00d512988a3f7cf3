import io

from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, Pdf

from bcsp.documents.pdf.structure_trees import Forest
from bcsp.documents.pdf.tagging import elements, is_element, kids

# A tree: a list is an element, a number a piece of content on the page of that index.
TREES = st.recursive(st.integers(0, 2), lambda inside: st.lists(inside, max_size=4), max_leaves=14)
SOURCES = st.lists(
    st.tuples(st.lists(TREES.filter(lambda tree: isinstance(tree, list)), min_size=1, max_size=3), st.integers(0, 5)),
    min_size=1,
    max_size=4,
)


def planted(trees: list, gap: int) -> Pdf:
    """A PDF of three pages whose tags are these trees; its numbers begin after a gap and stand in no order."""
    pdf = Pdf.new()
    back: list[list[Object]] = [[], [], []]
    for _ in back:
        pdf.add_blank_page()

    def element(tree: list, parent: Object) -> Object:
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, P=parent, K=Array()))
        for kid in tree:
            if isinstance(kid, list):
                made.K.append(element(kid, made))
            else:
                made.K.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[kid].obj, MCID=len(back[kid])))
                back[kid].append(made)
        return made

    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([element(tree, root) for tree in trees])
    numbers = Array()
    for place, index in enumerate((2, 0, 1)):
        pdf.pages[index].obj.StructParents = place + gap
        numbers.append(place + gap)
        numbers.append(Array(back[index]))
    root.ParentTree = Dictionary(Nums=numbers)
    pdf.Root.StructTreeRoot = root
    return pdf


def shape(element: Object, pages: dict, first: int) -> list:
    """The tree as a list again, pages counted from `first`."""
    return [shape(kid, pages, first) if is_element(kid) else pages[kid.Pg.objgen] - first for kid in kids(element)]


@settings(max_examples=60, deadline=None)
@given(SOURCES)
def test_any_trees_joined_stay_as_they_were_and_every_mark_leads_back(sources):
    pack, forest = Pdf.new(), Forest()
    for number, (trees, gap) in enumerate(sources):
        source = planted(trees, gap)
        forest.shift(source)
        for page in source.pages:
            pack.pages.append(page)
        forest.plant(pack, source, title=f"Part {number}", number=number)
    forest.write(pack)
    out = io.BytesIO()
    pack.save(out)
    with Pdf.open(out) as joined:
        root = joined.Root.StructTreeRoot
        pages = {page.obj.objgen: index for index, page in enumerate(joined.pages)}
        [document] = root.K
        for number, (part, (trees, _)) in enumerate(zip(document.K, sources, strict=True)):
            assert shape(part, pages, 3 * number) == trees
        flat = list(root.ParentTree.Nums)
        assert flat[::2] == sorted(set(flat[::2]))
        back = dict(zip(flat[::2], flat[1::2], strict=True))
        assert max(back) < root.ParentTreeNextKey
        marks = [(e, kid) for e in elements(root) for kid in kids(e) if not is_element(kid)]
        for element, kid in marks:
            assert back[int(kid.Pg.StructParents)][int(kid.MCID)].objgen == element.objgen
        assert len(marks) == sum(len(array) for array in back.values())
