"""What is known of a customer beside his code and name."""

from __future__ import annotations

# Most telling name first: when two columns fit, the earlier name wins.
HEADINGS: dict[str, tuple[str, ...]] = {
    "siren": (
        "SIREN", "N° SIREN", "SIRET", "N° SIRET", "Registration number", "Company registration", "Identifiant SIREN",
    ),
    "group": (
        "Groupe", "Groupe client", "Customer group", "Group", "Maison mère", "Parent company", "Parent",
        "Société mère",
    ),
    "country": (
        "Pays", "Code pays", "Country", "Country code", "Country key", "LAND1", "Pays client",
    ),
    "zone": (
        "Zone", "Région", "Region", "Secteur géographique", "Territory", "Sales zone", "Zone commerciale", "Area",
        "Sales area", "Territoire",
    ),
    "sector": (
        "Secteur", "Secteur d'activité", "Sector", "Industry", "Line of business", "Industry sector", "Code NAF",
        "NAF", "Code APE",
    ),
    "category": (
        "Catégorie", "Catégorie client", "Category", "Customer category", "Segment", "Famille", "Famille client",
        "Classe", "Customer class", "Catégorie tarifaire", "Type de client", "Type client", "Customer type",
    ),
    "portfolio": (
        "Portefeuille", "Portfolio", "Portefeuille client", "Collection portfolio",
    ),
    "collector": (
        "Chargé de recouvrement", "Recouvreur", "Gestionnaire", "Collector", "Credit controller", "Credit analyst",
        "Chargé de clientèle", "Credit representative", "Gestionnaire de recouvrement", "Accounting clerk",
        "Responsable recouvrement",
    ),
    "payment_terms": (
        "Conditions de paiement", "Condition de paiement", "Conditions de règlement", "Condition de règlement",
        "Payment terms", "Terms of payment", "Terms", "Délai de paiement", "Délai de règlement",
        "Conditions règlement", "Conditions", "ZTERM", "Délai", "Payment term",
    ),
    "email": (
        "E-mail", "Email", "Mail", "Adresse e-mail", "Courriel", "Email address", "Adresse mail", "Email client",
        "Customer email",
    ),
    "phone": (
        "Téléphone", "Phone", "Tél", "Telephone", "N° téléphone", "Phone number", "Numéro de téléphone", "Mobile",
        "Tél client",
    ),
    "language": (
        "Langue", "Language", "Code langue", "Language key",
    ),
}  # fmt: skip
