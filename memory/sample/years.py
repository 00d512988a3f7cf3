"""What the leads of the sample partnership said at the end of the year, invented: texts alone."""

LEADS = {  # title of a story: slug of the local group whose lead leads it
    "Tallowgate Night Marshals": "ldg-west-central",
    "School Gate Patrols": "ldg-south",
    "Late Whistle football": "ldg-north",
    "Copperwell Mediation": "ldg-east",
    "Doorstoppers no-cold-calling packs": "ldg-east",
}
ANSWERS = {  # title: sign-in of who answers, and the five answers; the others wait
    "Tallowgate Night Marshals": (
        "ldg.west",
        "Marshals stood on Tallowgate on Friday and Saturday nights and on Sunday mornings.",
        "People who open their shops on Sundays say that the street is theirs again. Saturday nights feel as before.",
        "Two marshals left in the first month, and the training took twice as long as we had planned.",
        "Sunday mornings, yes. Saturday nights, not with two people.",
        "Agree with the door staff first who speaks to whom. It took us six weeks to find that out.",
    ),
    "School Gate Patrols": (
        "ldg.south",
        "Wardens stood at six gates in term time, and the patrols were brought to an end with three months’ notice.",
        "Nothing that we can show. Calls at six other gates moved in the same way.",
        "Two schools counted calls in another way from one term to the next.",
        "Telling everyone three months before the end. Not beginning without gates to compare with.",
        "Choose the gates to compare with before the first patrol, and let one person count.",
    ),
}
