"""Words of a question that say how it asks, not what about: they are not searched for."""

_ASKING = """
    a about according after all also am an and any are article as at be because been before being between both but
    by can could did do does doing done during each ever every few for from further get give given had happen
    happened happening happens has have having he her hers him his how i if in into is it its just know let made
    make many may me mention mentioned mentions might more most much must my no nor not of off on once only or other
    our out over own please said same say saying says shall she should so some such tell than that the their them
    then there these they thing things this those through to told too under until up upon us very was we were what
    whatever when where whether which while who whom whose why will with would yes you your
"""

STOPWORDS = frozenset(_ASKING.split())
