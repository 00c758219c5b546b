"""What view classes of much used Django packages answer: the names of their methods, as their sources define them."""

from collections.abc import Mapping

_READ, _CHANGE, _FORM, _POST = ("get",), ("put", "patch"), ("get", "post", "put"), ("post",)

_DJ_REST_AUTH: Mapping[str, tuple[str, ...]] = {
    "LoginView": _POST,
    "LogoutView": ("get", "post"),
    "UserDetailsView": (*_READ, *_CHANGE),
    "PasswordChangeView": _POST,
    "PasswordResetView": _POST,
    "PasswordResetConfirmView": _POST,
    "RegisterView": _POST,
    "VerifyEmailView": ("get", "post"),
    "ResendEmailVerificationView": _POST,
    "SocialLoginView": _POST,
    "SocialConnectView": _POST,
    "SocialAccountListView": _READ,
    "SocialAccountDisconnectView": _POST,
}

PACKAGE_VIEWS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "dj_rest_auth": _DJ_REST_AUTH,
    "rest_auth": _DJ_REST_AUTH,
    "knox": {"LoginView": _POST, "LogoutView": _POST, "LogoutAllView": _POST},
    "rest_framework_jwt": dict.fromkeys(
        ("ObtainJSONWebToken", "ObtainJSONWebTokenView", "RefreshJSONWebToken", "RefreshJSONWebTokenView", "VerifyJSONWebToken"), _POST
    ),
    "drf_spectacular": {"SpectacularAPIView": _READ, "SpectacularSwaggerView": _READ, "SpectacularRedocView": _READ},
    "django_filters": {"FilterView": _READ},
    "django_tables2": {"SingleTableView": _READ},
    "formtools": {"WizardView": ("get", "post"), "SessionWizardView": ("get", "post"), "CookieWizardView": ("get", "post")},
    "graphene_django": {"GraphQLView": ()},
    "strawberry": {"GraphQLView": (), "AsyncGraphQLView": ()},
    "braces": {},
    "guardian": {},
    "rules": {},
}
"""By package; of one that is named here, what is no view gives nothing."""
