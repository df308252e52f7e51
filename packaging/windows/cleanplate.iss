; The installer for Windows, by Inno Setup 6:
;     iscc /DVersion=0.1.0 /DBundle=..\..\dist\cleanplate /O..\..\dist packaging\windows\cleanplate.iss
; It installs for one user without asking for rights, and leaves the user's projects alone when it goes.

#ifndef Version
  #error Give /DVersion=..., the number in pyproject.toml
#endif
#ifndef Bundle
  #define Bundle "..\..\dist\cleanplate"
#endif

[Setup]
AppId={{7B3C1B1E-52E0-4C0B-9B8E-6C1B4B7A4E11}
AppName=Cleanplate
AppVersion={#Version}
AppPublisher=The Cleanplate authors
DefaultDirName={autopf}\Cleanplate
DefaultGroupName=Cleanplate
LicenseFile=..\..\LICENSE
OutputBaseFilename=cleanplate-{#Version}-windows-x64
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes
UninstallDisplayIcon={app}\cleanplate-editor.exe
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ru"; MessagesFile: "compiler:Languages\Russian.isl"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\Cleanplate"; Filename: "{app}\cleanplate-editor.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.cleanplate"; ValueType: string; ValueData: "Cleanplate.Project"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Cleanplate.Project"; ValueType: string; ValueData: "Cleanplate project"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Cleanplate.Project\shell\open\command"; ValueType: string; ValueData: """{app}\cleanplate-editor.exe"" ""%1"""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\.otio\OpenWithProgids"; ValueType: string; ValueName: "Cleanplate.Project"; ValueData: ""; Flags: uninsdeletevalue
