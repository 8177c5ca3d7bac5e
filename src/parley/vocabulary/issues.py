"""Issues: what a position is about."""

from enum import StrEnum


class Issue(StrEnum):
    """What a position is about; the values are the ids of the contract."""

    CEASEFIRE_FULL = "ceasefire.full"
    CEASEFIRE_STRIKES = "ceasefire.strikes"
    CEASEFIRE_MARITIME = "ceasefire.maritime"
    CEASEFIRE_LOCAL = "ceasefire.local"
    CEASEFIRE_MONITORING = "ceasefire.monitoring"
    CEASEFIRE_VIOLATIONS = "ceasefire.violations"
    FORCES_MOBILISATION = "forces.mobilisation"
    FORCES_FOREIGN_AID = "forces.foreign_aid"
    FORCES_WITHDRAWAL = "forces.withdrawal"
    FORCES_DISARMAMENT = "forces.disarmament"
    CAPTIVES_PRISONERS = "captives.prisoners"
    CAPTIVES_SURRENDERED = "captives.surrendered"
    CAPTIVES_BODIES = "captives.bodies"
    CIVILIANS_CHILDREN = "civilians.children"
    CIVILIANS_HUMANITARIAN = "civilians.humanitarian"
    TERRITORY = "territory"
    GUARANTEES = "guarantees"
    SANCTIONS = "sanctions"
    TRADE = "trade"
    ECONOMY = "economy"
    NUCLEAR_PLANT = "nuclear_plant"
    ARMS_CONTROL = "arms_control"
    BILATERAL = "bilateral"
    SUMMIT = "summit"
    TALKS = "talks"
    SETTLEMENT = "settlement"
    GOVERNANCE = "governance"
    RIGHTS = "rights"
    ACCOUNTABILITY = "accountability"
    RECONSTRUCTION = "reconstruction"
    REGION = "region"
    CULTURE = "culture"


ISSUE_MEANINGS: dict[Issue, str] = {
    Issue.CEASEFIRE_FULL: "general ceasefire, cessation of hostilities, truce of all forces",
    Issue.CEASEFIRE_STRIKES: "halt of strikes on a class of targets (energy, infrastructure, cities, long-range)",
    Issue.CEASEFIRE_MARITIME: "maritime ceasefire, safety of navigation",
    Issue.CEASEFIRE_LOCAL: "truce limited in place or to a humanitarian purpose",
    Issue.CEASEFIRE_MONITORING: "verification, observers, control along the line of contact",
    Issue.CEASEFIRE_VIOLATIONS: "claims of breach",
    Issue.FORCES_MOBILISATION: "mobilisation, recruitment, rearmament, redeployment",
    Issue.FORCES_FOREIGN_AID: "foreign weapons, intelligence, training",
    Issue.FORCES_WITHDRAWAL: "withdrawal, disengagement, encirclement",
    Issue.FORCES_DISARMAMENT: "disarmament, demobilisation",
    Issue.CAPTIVES_PRISONERS: "prisoners of war, detainees, hostages: exchange, release",
    Issue.CAPTIVES_SURRENDERED: "treatment of surrendering or encircled troops",
    Issue.CAPTIVES_BODIES: "return of the dead, the missing",
    Issue.CIVILIANS_CHILDREN: "transferred or separated children, family reunion",
    Issue.CIVILIANS_HUMANITARIAN: "humanitarian access, relief, evacuation, medical treatment",
    Issue.TERRITORY: "territory, borders, lines, division of assets",
    Issue.GUARANTEES: "security guarantees, alliances, NATO, foreign contingents",
    Issue.SANCTIONS: "sanctions, restrictions, payment systems, asset freezes",
    Issue.TRADE: "grain, fertiliser, tariffs, exports, ports",
    Issue.ECONOMY: "minerals, energy deals, technology, investment",
    Issue.NUCLEAR_PLANT: "safety, control or ownership of nuclear plants",
    Issue.ARMS_CONTROL: "non-proliferation, strategic weapons",
    Issue.BILATERAL: "relations between the parties, normalisation, embassies",
    Issue.SUMMIT: "leaders' meetings and visits",
    Issue.TALKS: "negotiations as such: start, venue, format, mediation, mandate, participation",
    Issue.SETTLEMENT: "peace, permanent settlement, root causes",
    Issue.GOVERNANCE: "elections, legitimacy, interim government",
    Issue.RIGHTS: "language, church, minorities",
    Issue.ACCOUNTABILITY: "justice, reparations, accusations of crimes",
    Issue.RECONSTRUCTION: "rebuilding and its funding",
    Issue.REGION: "third countries and regional stability",
    Issue.CULTURE: "sport, culture, courtesies, anniversaries",
}

# The halt of fire in any form: what the question "is the ceasefire nearer?" is about.
CEASEFIRE_ISSUES = frozenset(
    {Issue.CEASEFIRE_FULL, Issue.CEASEFIRE_STRIKES, Issue.CEASEFIRE_MARITIME, Issue.CEASEFIRE_LOCAL}
)
